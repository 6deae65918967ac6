using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Window;

/// <summary>
/// The frames a node keeps: those since the oldest kept key frame, to serve others and to catch up itself. Bounded by number and by bytes;
/// the oldest go first.
/// </summary>
internal sealed class FrameWindow
{
    private readonly Dictionary<uint, WindowFrame> _frames = [];
    private uint _oldest = 1;

    public FrameNumber Newest { get; private set; }

    public WindowFrame? NewestFrame => this[Newest];

    public WindowFrame? this[FrameNumber frame] => _frames.GetValueOrDefault(frame.Value);

    public FrameNumber Oldest => new(_oldest);

    public int Count => _frames.Count;

    public long HeldBytes
    {
        get
        {
            long sum = 0;
            foreach (WindowFrame frame in _frames.Values)
                sum += frame.Delta?.HeldBytes ?? 0;
            return sum;
        }
    }

    /// <summary>False when the frame is older than the window, or so far ahead that everything between would be given up for it.</summary>
    public bool Accepts(FrameNumber frame) => frame.Value >= _oldest;

    public void Add(WindowFrame frame)
    {
        _frames.Add(frame.Frame.Value, frame);
        if (frame.Frame > Newest) Newest = frame.Frame;
    }

    /// <summary>Gives up the frames below <paramref name="floor"/> and then as many as the limits ask for.</summary>
    public void Trim(FrameNumber floor)
    {
        if (Newest.Value >= SwarmLimits.WindowFramesMax) floor = new(Math.Max(floor.Value, Newest.Value - SwarmLimits.WindowFramesMax + 1));
        GiveUpBelow(floor.Value);
        for (long held = HeldBytes; held > SwarmLimits.StoreBytesMax && _oldest < Newest.Value;)
        {
            held -= this[Oldest]?.Delta?.HeldBytes ?? 0;
            GiveUpBelow(_oldest + 1);
        }
    }

    public void CheckInvariants()
    {
        uint newest = 0;
        foreach ((uint number, WindowFrame frame) in _frames)
        {
            Invariant.Holds(frame.Frame.Value == number && number >= _oldest, $"frame {number} is in its place, and not below {_oldest}");
            newest = Math.Max(newest, number);
            frame.Delta?.CheckInvariants();
        }

        Invariant.Holds(_frames.Count == 0 || newest == Newest.Value, $"{newest} is the newest frame, as is {Newest}");
        Invariant.AtMost(_frames.Count, SwarmLimits.WindowFramesMax, "Frames of the window");
    }

    private void GiveUpBelow(uint floor)
    {
        if (floor > _oldest + SwarmLimits.WindowFramesMax)
        {
            // A joiner's first manifest may be hours into the session: look at what is there instead of counting up to it.
            foreach (uint frame in _frames.Keys.Where(frame => frame < floor).ToArray())
                Remove(frame);
            _oldest = floor;
        }

        for (; _oldest < floor; _oldest++)
            Remove(_oldest);
    }

    private void Remove(uint number)
    {
        if (_frames.Remove(number, out WindowFrame? frame)) frame.Delta?.LetGo();
    }
}
