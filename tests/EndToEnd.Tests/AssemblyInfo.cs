using Xunit.Sdk;
using Xunit.v3;

// Each test starts several processes that time each other: two tests at once would measure the machine.
[assembly: Parallelization(Mode = ParallelMode.None)]
