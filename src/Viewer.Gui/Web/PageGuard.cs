using Microsoft.AspNetCore.Http;

namespace ScreenShare.Viewer.Gui.Web;

/// <summary>
/// Decides whom the page answers. Any site that a person visits can make their browser send requests to 127.0.0.1; what it cannot forge is
/// the Host and Origin that the browser adds, and it does not know the secret.
/// </summary>
internal sealed class PageGuard(PageAddress address)
{
    /// <summary>The status to refuse a request with, or null and the name that is asked for, empty for the page itself.</summary>
    public int? Refuse(HttpRequest request, bool isWebSocket, out string name)
    {
        name = "";

        // A foreign name that resolves to 127.0.0.1 is DNS rebinding.
        if (!string.Equals(request.Headers.Host, address.Host, StringComparison.OrdinalIgnoreCase))
            return StatusCodes.Status421MisdirectedRequest;

        // Browsers name the origin with every WebSocket; a page's own other requests name none or this one.
        string? origin = request.Headers.Origin;
        if ((isWebSocket || origin is not null) && !string.Equals(origin, address.Origin, StringComparison.OrdinalIgnoreCase))
            return StatusCodes.Status403Forbidden;

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return StatusCodes.Status405MethodNotAllowed;

        // "/SECRET/NAME". Without the last slash the page's own relative addresses would lack the secret.
        ReadOnlySpan<char> path = (request.Path.Value ?? "").AsSpan();
        if (path is not ['/', .. var rest]) return StatusCodes.Status404NotFound;
        int slash = rest.IndexOf('/');
        if (slash < 0 || !address.Secret.Is(rest[..slash])) return StatusCodes.Status404NotFound;
        name = rest[(slash + 1)..].ToString();
        return null;
    }
}
