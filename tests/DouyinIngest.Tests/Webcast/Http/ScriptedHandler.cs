using System.Net;

namespace DouyinIngest.Tests.Webcast.Http;

/// <summary>The far end of HTTP calls: answers each request by a function, and remembers what was asked.</summary>
internal sealed class ScriptedHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly List<string> _asked = [];
    private readonly List<string> _cookies = [];
    private readonly List<string> _bodies = [];

    /// <summary>No request is answered before this has ended.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    public IReadOnlyList<string> Asked { get { lock (_asked) { return [.. _asked]; } } }

    public IReadOnlyList<string> Cookies { get { lock (_asked) { return [.. _cookies]; } } }

    public IReadOnlyList<string> Bodies { get { lock (_asked) { return [.. _bodies]; } } }

    public static HttpResponseMessage Ok(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body) };

    public static HttpResponseMessage Status(HttpStatusCode status) => new(status) { Content = new StringContent("no") };

    public static HttpResponseMessage Redirect(string to)
    {
        var response = new HttpResponseMessage(HttpStatusCode.Found) { Content = new StringContent("") };
        response.Headers.Location = new Uri(to, UriKind.RelativeOrAbsolute);
        return response;
    }

    public static HttpResponseMessage WithCookie(HttpResponseMessage response, string cookie)
    {
        response.Headers.TryAddWithoutValidation("Set-Cookie", cookie);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (_asked)
        {
            _asked.Add(request.RequestUri!.AbsoluteUri);
            _cookies.Add(request.Headers.TryGetValues("Cookie", out var cookies) ? string.Join("; ", cookies) : "");
            _bodies.Add(body);
        }

        await Gate.WaitAsync(cancellationToken);
        return answer(request);
    }
}
