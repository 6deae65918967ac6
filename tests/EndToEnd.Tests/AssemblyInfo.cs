// Each test starts several processes that time each other: two tests at once would measure the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
