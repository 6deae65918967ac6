using Microsoft.AspNetCore.Http;

namespace ScreenShare.Viewer.Gui.Web;

/// <summary>What browsers are told to keep the page and its secret to itself; on every answer.</summary>
internal static class PageHeaders
{
    public static void Add(HttpResponse response, PageAddress address)
    {
        IHeaderDictionary headers = response.Headers;

        // Its own files and its own socket, nothing else. Not every browser counts ws: as 'self', so the socket is named.
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src ws://{address.Host}; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer"; // the address holds the secret
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
