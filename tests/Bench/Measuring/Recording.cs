using System.Diagnostics;
using ScreenShare.Frames;

namespace ScreenShare.Bench.Measuring;

/// <summary>A video as raw pictures, decoded by an <c>ffmpeg</c> process.</summary>
internal sealed class Recording : IDisposable
{
    private readonly Process _decoder;
    private readonly byte[] _frame;

    private Recording(PictureSize size, Process decoder)
    {
        Size = size;
        _decoder = decoder;
        _frame = new byte[size.StrideBytes * size.Height];
    }

    public PictureSize Size { get; }

    public static async Task<Recording> OpenAsync(string file, CancellationToken cancellation)
    {
        using Process probe = Start(
            "ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height", "-of", "csv=p=0", file);
        string[] size = (await probe.StandardOutput.ReadToEndAsync(cancellation)).Trim().Split(',');
        await probe.WaitForExitAsync(cancellation);
        if (size.Length != 2) throw new InvalidDataException($"ffprobe finds no video in {file}");
        Process decoder = Start("ffmpeg", "-v", "error", "-i", file, "-f", "rawvideo", "-pix_fmt", "bgra", "-");
        return new Recording(new PictureSize(int.Parse(size[0]), int.Parse(size[1])), decoder);
    }

    /// <summary>False at the end.</summary>
    public async Task<bool> TryReadAsync(Picture picture, CancellationToken cancellation)
    {
        int read = await _decoder.StandardOutput.BaseStream.ReadAtLeastAsync(
            _frame, _frame.Length, throwOnEndOfStream: false, cancellation);
        if (read < _frame.Length) return false;
        _frame.CopyTo(picture.Pixels);
        for (int alpha = 3; alpha < picture.Pixels.Length; alpha += Picture.PixelBytes)
            picture.Pixels[alpha] = 255;
        return true;
    }

    public void Dispose()
    {
        if (!_decoder.HasExited) _decoder.Kill();
        _decoder.Dispose();
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })
        ?? throw new InvalidOperationException($"{program} does not start: install ffmpeg");
}
