package cite

// ParseObserved is Parse that leaves no field empty, and tells what speaks against each.
var ParseObserved = parse

// Doubts names the doubts, in their order.
const Doubts = int(doubtCount)
