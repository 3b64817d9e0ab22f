using DouyinIngest.Simulator.Faults;

namespace DouyinIngest.Simulator.Http;

/// <summary>Answers of im/fetch that hold no Response, or hold it back.</summary>
internal static class RefusedFetch
{
    private const int Chunk = 64 * 1024;

    /// <summary>Answers as the fault says; false: it only slows the answer down.</summary>
    public static async Task<bool> AnswerAsync(HttpContext http, FaultRule fault, TimeProvider time)
    {
        switch (fault.Kind)
        {
            case FaultKind.FetchSlow:
                return false;
            case FaultKind.FetchEmpty:
                http.Response.ContentLength = 0;
                break;
            case FaultKind.FetchJson:
                await TextAsync(http, """{"data":{"message":"param error","prompts":"param error"},"status_code":10011}""", "application/json; charset=utf-8");
                break;
            case FaultKind.FetchHtml:
                await TextAsync(http, LivePage.Challenge(), "text/html; charset=utf-8");
                break;
            case FaultKind.FetchTooMany:
                http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                break;
            case FaultKind.FetchBadGateway:
                http.Response.StatusCode = StatusCodes.Status502BadGateway;
                break;
            case FaultKind.FetchGarbage:
                http.Response.ContentType = "application/x-protobuf";
                await http.Response.Body.WriteAsync(new byte[] { 0x0a, 0xff, 0xff, 0x03, 0x01 }, http.RequestAborted);
                break;
            case FaultKind.FetchOversize:
                await OversizeAsync(http, fault.Size);
                break;
            default:
                await StallAsync(http, fault.For, time);
                break;
        }

        return true;
    }

    /// <summary>The answer, a tenth at a time, over <paramref name="duration"/>.</summary>
    public static async Task SlowAsync(HttpContext http, byte[] answer, TimeSpan duration, TimeProvider time)
    {
        try
        {
            var step = Math.Max(1, answer.Length / 10);
            for (var at = 0; at < answer.Length; at += step)
            {
                await http.Response.Body.WriteAsync(answer.AsMemory(at, Math.Min(step, answer.Length - at)), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                await Task.Delay(duration / 10, time, http.RequestAborted);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client has had enough.
        }
    }

    private static async Task StallAsync(HttpContext http, TimeSpan duration, TimeProvider time)
    {
        await Task.Delay(duration, time, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Abort();
    }

    private static async Task OversizeAsync(HttpContext http, long size)
    {
        http.Response.ContentType = "application/x-protobuf";
        var chunk = new byte[Chunk];
        try
        {
            for (var sent = 0L; sent < size; sent += Chunk)
            {
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client has had enough.
        }
    }

    private static Task TextAsync(HttpContext http, string text, string type)
    {
        http.Response.ContentType = type;
        return http.Response.WriteAsync(text, http.RequestAborted);
    }
}
