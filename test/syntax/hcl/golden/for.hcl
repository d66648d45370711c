a = [for]
b = [for x]
c = [for x in]
d = [for x in y]
e = [for x in y : ]
f = [for x of y : x]
g = [for x, y, z in w : x]
h = [for 1 in y : x]
i = [for x in y x]
j = {for x in y : x}
k = {for x in y : x => }
l = {for x in y : x = 1}
m = {for = 1}
n = [for x in y : x if]
o = [for x in y : x...]
p = [for, x]
q = 1
