using System.Runtime.InteropServices;

namespace ScreenShare.CommandLine;

/// <summary>
/// OpenSSL, which does the encryption on Linux and is loaded when it is first needed. Without it the runtime would end the process there,
/// with an abort and words that name no package.
/// </summary>
public static class EncryptionLibrary
{
    /// <summary>Lets people name another version, as the runtime does.</summary>
    private const string ChosenVersion = "CLR_OPENSSL_VERSION_OVERRIDE";

    private static readonly string[] Names = ["libssl.so.3", "libssl.so.1.1"];

    /// <exception cref="StartupException">It is not there.</exception>
    public static void Require()
    {
        string[] chosen = Environment.GetEnvironmentVariable(ChosenVersion) is { Length: > 0 } version ? [$"libssl.so.{version}"] : [];
        if (!OperatingSystem.IsLinux() || Array.Exists([.. chosen, .. Names], name => NativeLibrary.TryLoad(name, out _))) return;
        throw new StartupException("the encryption needs OpenSSL, and libssl.so.3 cannot be loaded: install libssl3");
    }
}
