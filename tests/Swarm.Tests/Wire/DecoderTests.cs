namespace ScreenShare.Swarm.Tests.Wire;

/// <summary>What every decoder of a body must stand.</summary>
public sealed class DecoderTests
{
    public static TheoryData<string> Names => [.. Decoders.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_is_what_was_written(string name)
    {
        byte[] body = Samples.Body(name);

        Assert.Equal(body, Decoders.All[name](body));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_body_cut_off_anywhere_is_refused(string name)
    {
        byte[] body = Samples.Body(name);

        for (int length = 0; length < body.Length; length++)
        {
            // A piece is as long as it is; whether that is right the index knows.
            byte[]? expected = name == "piece" && length > 12 ? body[..length] : null;
            Assert.Equal(expected, Decoders.All[name](body[..length]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_body_with_a_byte_too_many_is_refused(string name)
    {
        byte[] body = [.. Samples.Body(name), 0];

        byte[]? expected = name == "piece" ? body : null;
        Assert.Equal(expected, Decoders.All[name](body));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ten_thousand_damaged_bodies_are_read_or_refused_and_never_throw(string name)
    {
        Func<byte[], byte[]?> decode = Decoders.All[name];

        foreach (byte[] damaged in Mutations.Of(Samples.Body(name), seed: 20_251))
        {
            byte[]? written = decode(damaged);
            if (written is not null && Decoders.IsCanonical(name)) Assert.Equal(damaged, written);
            else if (written is not null) Assert.Equal(written, decode(written));
        }
    }
}
