package cite

// Written by: go test ./checker/cite -run Fit -fit

// doubtWeights are what the doubts take off the log-odds of a field; against which nothing speaks
// they are 4.7.
var doubtWeights = doubts{1.557, 6.769, 0.000, 0.000, 3.233, 1.094, 6.103, 0.528, 0.000, 0.609, 0.000, 2.165, 0.000}

// steps are 0.985 of the shares of fields that were right, of 271486, from what the doubts take off on.
var steps = [...]step{
	{-6.673, 0.8078}, // 1473
	{-3.123, 0.8729}, // 861
	{-2.957, 0.9014}, // 165
	{-2.828, 0.9144}, // 1005
	{-2.693, 0.9210}, // 8387
	{-1.720, 0.9316}, // 166
	{-1.631, 0.9487}, // 5375
	{-1.418, 0.9493}, // 3866
	{-1.106, 0.9614}, // 54007
	{-0.642, 0.9640}, // 94
	{-0.635, 0.9783}, // 28164
	{-0.054, 0.9787}, // 313
	{-0.036, 0.9791}, // 167610
}
