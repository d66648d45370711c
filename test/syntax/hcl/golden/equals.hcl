a: 1
b == 2
c => 3
d 4
e "text"
f true
g var.x
h
i [1, 2]
j := 1
k += 1
l = m = 1
n -1
stream_name "x" + "y"
