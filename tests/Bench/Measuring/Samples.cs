namespace ScreenShare.Bench.Measuring;

/// <summary>Values of one figure over many frames or runs, and what is quoted of them.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];
    private bool _isSorted;

    public int Count => _values.Count;

    public double Mean => _values.Count == 0 ? 0 : _values.Average();

    public double Median => Quantile(0.5);

    public double P95 => Quantile(0.95);

    public double Max => Quantile(1);

    public void Add(double value)
    {
        _values.Add(value);
        _isSorted = false;
    }

    public double Quantile(double share)
    {
        if (_values.Count == 0) return 0;
        if (!_isSorted) _values.Sort();
        _isSorted = true;
        return _values[(int)Math.Min(_values.Count - 1, share * _values.Count)];
    }
}
