a = "bom"
b = "é"
