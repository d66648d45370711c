partitions = 2

sinks = {
  hot  = { path = "/data/hot" }
  cold = { path = "/data/cold", interval = "6h" }
}
