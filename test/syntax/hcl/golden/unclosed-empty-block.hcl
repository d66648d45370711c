a {

b {
}
