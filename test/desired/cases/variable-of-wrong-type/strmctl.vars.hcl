partitions = "many"
limits     = { unit = "GB" }
