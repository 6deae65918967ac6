namespace ScreenShare.EndToEnd.Tests;

/// <summary>A join link and the one address in it.</summary>
internal sealed record Invitation(string Link, string Address)
{
    private const string Peer = "x.pe=";

    public static Invitation Parse(string? link)
    {
        Assert.NotNull(link);
        string peer = Assert.Single(link.Split('&'), part => part.StartsWith(Peer, StringComparison.Ordinal));
        return new Invitation(link, peer[Peer.Length..]);
    }

    /// <summary>40 hexadecimal digits.</summary>
    public string Infohash => Link.Split("btih:")[1].Split('&')[0];

    /// <summary>The same link with another peer in place of the broadcaster.</summary>
    public string Through(string address) => Link.Replace(Peer + Address, Peer + address, StringComparison.Ordinal);

    /// <summary>The same link without any peer's address: only the infohash and the key.</summary>
    public string WithoutAddress() => string.Join('&', Link.Split('&').Where(part => !part.StartsWith(Peer, StringComparison.Ordinal)));

    /// <summary>The same link without the content key.</summary>
    public string WithoutKey() => string.Join('&', Link.Split('&').Where(part => !part.StartsWith("ss.k=", StringComparison.Ordinal)));
}
