// Other people's programs wait by the clock: two tests at once would keep them waiting for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
