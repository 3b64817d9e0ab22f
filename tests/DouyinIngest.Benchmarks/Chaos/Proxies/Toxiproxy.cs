using System.Globalization;
using System.Net.Http.Json;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios;

namespace DouyinIngest.Benchmarks.Chaos.Proxies;

/// <summary>A toxiproxy server of our own, and proxies that can be made slow or cut off.</summary>
internal sealed class Toxiproxy : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly HttpClient _http;
    private readonly List<string> _names = [];

    private Toxiproxy(ChildProcess process, int port)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
    }

    /// <summary>The server's program: variable TOXIPROXY, a file or the folder that holds it (or its bin); null when that is not there.</summary>
    public static string? Program
    {
        get
        {
            var named = Environment.GetEnvironmentVariable("TOXIPROXY") ?? "";
            string[] places = [named, Path.Combine(named, "toxiproxy-server"), Path.Combine(named, "bin", "toxiproxy-server")];
            return named.Length == 0 ? null : places.FirstOrDefault(File.Exists);
        }
    }

    public static async Task<Toxiproxy> StartAsync(string program)
    {
        var port = LoopbackPorts.Free(1)[0];
        var process = ChildProcess.StartFile(program, ["-host", "127.0.0.1", "-port", port.ToString(CultureInfo.InvariantCulture)]);
        var proxy = new Toxiproxy(process, port);
        try
        {
            await Eventually.IsTrueAsync(proxy.AnswersAsync, TimeSpan.FromSeconds(30), () => "toxiproxy: " + process.Errors);
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    /// <summary>Leads connections to <paramref name="listen"/> on to <paramref name="upstream"/>, ports of loopback.</summary>
    public async Task AddAsync(string name, int listen, int upstream)
    {
        await SendAsync(HttpMethod.Post, "/proxies", new { name, listen = Address(listen), upstream = Address(upstream), enabled = true });
        _names.Add(name);
    }

    /// <summary>Every answer comes so much later, through each proxy whose name begins so; returns how many those are.</summary>
    public Task<long> SlowAsync(string prefix, TimeSpan latency) => ToxicAsync(prefix, "latency", new { latency = (int)latency.TotalMilliseconds }, "downstream");

    /// <summary>Nothing gets through any more, and connections stay open: what a partition looks like.</summary>
    public async Task<long> CutAsync(string prefix)
        => await ToxicAsync(prefix, "timeout", new { timeout = 0 }, "downstream") + await ToxicAsync(prefix, "timeout", new { timeout = 0 }, "upstream");

    /// <summary>All proxies are as they were.</summary>
    public async Task<long> HealAsync()
    {
        await SendAsync(HttpMethod.Post, "/reset", new { });
        return _names.Count;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private async Task<long> ToxicAsync(string prefix, string type, object attributes, string stream)
    {
        var hit = _names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        foreach (var name in hit)
        {
            await SendAsync(HttpMethod.Post, $"/proxies/{name}/toxics", new { name = $"{type}_{stream}", type, stream, toxicity = 1.0, attributes });
        }

        return hit.Count;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("/version", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await _http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"toxiproxy {path}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
}
