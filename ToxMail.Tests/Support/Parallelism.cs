using Xunit.v3;

// Most of the time tests wait for real nodes that wait for each other, so two at a time leave two cores idle for a good part of it.
[assembly: Parallelization(MaxThreads = 3)]
