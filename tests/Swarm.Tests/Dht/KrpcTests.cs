using System.Text;
using ScreenShare.Swarm.Dht;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Tests.Dht;

public sealed class KrpcTests
{
    private static readonly PeerAddress Asker = PeerAddress.FromIPv4(0xC633_6407, 6881);
    private readonly List<PeerAddress> _values = [];

    /// <summary>The examples of BEP 5.</summary>
    [Theory]
    [InlineData("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe", "Ping")]
    [InlineData("d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q9:find_node1:t2:aa1:y1:qe", "FindNode")]
    [InlineData("d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa1:y1:qe", "GetPeers")]
    [InlineData(
        "d1:ad2:id20:abcdefghij012345678912:implied_porti1e9:info_hash20:mnopqrstuvwxyz1234564:porti6881e5:token8:aoeusnthe"
            + "1:q13:announce_peer1:t2:aa1:y1:qe",
        "AnnouncePeer")]
    public void Queries_of_the_specification_are_read(string datagram, string method)
    {
        Assert.True(Read(datagram, out KrpcMessage message));
        Assert.Equal((KrpcKind.Query, method), (message.Kind, message.Method.ToString()));
        Assert.Equal("abcdefghij0123456789", Text(message.Id!.Value));
        Assert.Equal("aa", Encoding.ASCII.GetString(message.Transaction));
    }

    [Fact]
    public void An_answer_of_the_specification_is_read()
    {
        Assert.True(Read(
            "d1:rd2:id20:abcdefghij01234567895:token8:aoeusnth6:valuesl6:axje.u6:idhtnmee1:t2:aa1:y1:re", out KrpcMessage message));
        Assert.Equal(KrpcKind.Response, message.Kind);
        Assert.Equal([PeerAddress.FromIPv4(0x6178_6a65, 0x2e75), PeerAddress.FromIPv4(0x6964_6874, 0x6e6d)], _values);
        Assert.Equal("aoeusnth", Encoding.ASCII.GetString(message.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("d1:y1:qe")]
    [InlineData("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:y1:qe")] // no transaction
    [InlineData("d1:ad2:id19:abcdefghij012345678e1:q4:ping1:t2:aa1:y1:qe")]
    [InlineData("d1:ad2:id20:abcdefghij0123456789e1:q9:get_peers1:t2:aa1:y1:qe")] // of what?
    [InlineData("d1:t2:aa1:y1:re")] // an answer without one
    [InlineData("d1:rd2:id20:abcdefghij01234567895:nodes5:abcdee1:t2:aa1:y1:re")]
    [InlineData("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t17:aaaaaaaaaaaaaaaaa1:y1:qe")]
    [InlineData("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qexx")]
    public void What_is_no_message_is_refused(string datagram) => Assert.False(Read(datagram, out _));

    [Fact]
    public void A_query_reads_as_it_was_written()
    {
        var query = new KrpcQuery(KrpcMethod.AnnouncePeer, 0x6162) { Target = new DhtId(1, 2, 3), Port = 4242, Token = [7, 8, 9] };
        byte[] datagram = new byte[KrpcWriter.BufferBytes];
        int bytes = KrpcWriter.Query(datagram, query, new DhtId(4, 5, 6), isReadOnly: true);

        Assert.True(KrpcReader.TryRead(datagram.AsSpan(0, bytes), _values, out KrpcMessage message));
        Assert.Equal((KrpcMethod.AnnouncePeer, 4242, true), (message.Method, message.Port, message.IsReadOnly));
        Assert.Equal((new DhtId(1, 2, 3), new DhtId(4, 5, 6)), (message.Target, message.Id));
        Assert.Equal([7, 8, 9], message.Token.ToArray());
        Assert.False(message.ImpliesPort);
    }

    /// <summary>The longest that is ever answered: many peers, nodes of both families, the longest transaction.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_fullest_answer_fits_and_is_read(bool isIPv4)
    {
        PeerAddress asker = isIPv4 ? Asker : new PeerAddress(UInt128.One << 120, 9);
        DhtContact[] nodes = [.. Enumerable.Range(1, isIPv4 ? 8 : 4).Select(i => new DhtContact(new DhtId(1, 2, (uint)i), Asker))];
        DhtContact[] nodes6 =
            [.. Enumerable.Range(1, isIPv4 ? 4 : 8).Select(i => new DhtContact(new DhtId(1, 2, (uint)i), IPv6(i)))];
        PeerAddress[] values = [.. Enumerable.Range(1, 64).Select(i => isIPv4 ? Asker.WithPort((ushort)i) : IPv6(i))];
        Assert.True(Read($"d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t16:{new string('t', 16)}1:y1:qe", out KrpcMessage query));
        byte[] datagram = new byte[KrpcWriter.BufferBytes];

        int bytes = KrpcWriter.Response(datagram, query, asker, new DhtId(4, 5, 6), nodes, nodes6, values, new byte[8]);

        Assert.InRange(bytes, 500, KrpcWriter.DatagramBytesMax);
        Assert.True(KrpcReader.TryRead(datagram.AsSpan(0, bytes), _values, out KrpcMessage answer));
        Assert.Equal(asker, answer.SeenAs);
        Assert.InRange(_values.Count, 1, 64);
        Assert.Equal(values.Take(_values.Count), _values);
    }

    [Fact]
    public void Every_cut_of_a_message_is_refused()
    {
        const string Whole = "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa1:y1:qe";
        for (int length = 0; length < Whole.Length; length++) Assert.False(Read(Whole[..length], out _));
    }

    private static PeerAddress IPv6(int number) => new((UInt128)number << 100, 7);

    private static string Text(DhtId id)
    {
        byte[] bytes = new byte[DhtId.Bytes];
        id.Write(bytes);
        return Encoding.ASCII.GetString(bytes);
    }

    private bool Read(string datagram, out KrpcMessage message) =>
        KrpcReader.TryRead(Encoding.Latin1.GetBytes(datagram), _values, out message);
}
