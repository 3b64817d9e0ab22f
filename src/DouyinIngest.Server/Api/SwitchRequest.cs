using System.Globalization;
using System.Text.Json;

namespace DouyinIngest.Server.Api;

/// <summary>What a request to pause a room, or to go on with it, may say.</summary>
/// <param name="Offset">The offset of the room's record that the caller saw: if another stands there now, nothing is written. Left out: any.</param>
internal sealed record SwitchRequest(string? Offset = null)
{
    /// <summary>The offset that a request expects, or what is wrong with it; an empty body expects nothing.</summary>
    public static async Task<(long? Offset, string? Mistake)> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is null or 0)
        {
            return (null, request.Headers.TransferEncoding.Count > 0 ? "The request does not tell its length." : null);
        }

        try
        {
            var wish = await JsonSerializer.DeserializeAsync<SwitchRequest>(request.Body, ApiJson.Options, request.HttpContext.RequestAborted);
            return wish?.Offset switch
            {
                null => (null, null),
                var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) => (offset, null),
                _ => (null, "The offset is no number."),
            };
        }
        catch (JsonException)
        {
            return (null, "The body is no JSON object that is understood.");
        }
    }
}
