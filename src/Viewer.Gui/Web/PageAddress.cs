namespace ScreenShare.Viewer.Gui.Web;

/// <summary>Where the page is.</summary>
internal sealed record PageAddress(int Port, PageSecret Secret)
{
    /// <summary>As browsers write it in the Host header.</summary>
    public string Host => $"127.0.0.1:{Port}";

    public string Origin => $"http://{Host}";

    /// <summary>What a person opens.</summary>
    public override string ToString() => $"{Origin}/{Secret}/";
}
