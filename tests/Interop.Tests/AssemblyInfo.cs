using Xunit.Sdk;
using Xunit.v3;

// Other people's programs wait by the clock: two tests at once would keep them waiting for each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
