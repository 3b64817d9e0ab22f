using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios;

namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>The upstream as a process of its own, and its switches.</summary>
internal sealed partial class SimulatorProcess : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ChildProcess _process;
    private readonly HttpClient _http;

    private SimulatorProcess(ChildProcess process, Uri url)
    {
        _process = process;
        Url = url;
        _http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromMinutes(2) };
    }

    public Uri Url { get; }

    public static async Task<SimulatorProcess> StartAsync(ChaosSettings settings)
    {
        var process = ChildProcess.Start(
            "DouyinIngest.Simulator",
            [
                "--Rooms", Text(settings.Rooms), "--EventsPerSecond", Text(settings.EventsPerSecond), "--Seed", Text(settings.Seed),
                "--Even", "true", "--WaitForViewers", "true", .. settings.Simulator,
            ],
            shortLived: settings.ShortLived);
        try
        {
            await Eventually.IsTrueAsync(
                () => !process.HasExited ? Line().IsMatch(process.Output) : throw new InvalidOperationException(process.Errors),
                TimeSpan.FromSeconds(60), () => "the simulator: " + process.Errors);
            return new SimulatorProcess(process, new Uri(Line().Match(process.Output).Groups["url"].Value));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>POSTs to a switch; what it answers to the name <c>fired</c>, else 1.</summary>
    public async Task<long> FireAsync(string path)
    {
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content: null);
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {body}");
        }

        return body.Length > 0 && JsonDocument.Parse(body).RootElement.TryGetProperty("fired", out var fired) ? fired.GetInt64() : 1;
    }

    /// <summary>Adds to its fault plan.</summary>
    public async Task PlanAsync(string faults)
    {
        using var content = new StringContent(faults);
        using var answer = await _http.PostAsync(new Uri("/sim/faults", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    public Task StopWorldAsync() => FireAsync("/sim/world/stop");

    public async Task<SimulatorFigures> FiguresAsync() => new((await GetAsync<JsonDocument>("/sim/report")).RootElement);

    /// <summary>Sockets that are open now; cheap to ask for often.</summary>
    public async Task<int> OpenAsync() => (await GetAsync<JsonDocument>("/sim/open")).RootElement.GetProperty("open").GetInt32();

    /// <summary>Sockets that are open now, and how many of them have yet to be sent something, or to acknowledge it.</summary>
    public async Task<(int Open, int Behind)> BehindAsync()
    {
        var now = (await GetAsync<JsonDocument>("/sim/behind")).RootElement;
        return (now.GetProperty("open").GetInt32(), now.GetProperty("behind").GetInt32());
    }

    public Task<List<SimulatedRoomRow>> RoomsAsync() => GetAsync<List<SimulatedRoomRow>>("/sim/rooms");

    public Task<List<SimulatedGap>> GapsAsync() => GetAsync<List<SimulatedGap>>("/sim/gaps");

    /// <summary>Rooms (live ids) that connected once and never again.</summary>
    public async Task<IReadOnlySet<string>> SparedAsync()
        => (await AttemptsAsync()).Where(room => room.Value.Count(a => a.Accepted) == 1).Select(room => room.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every attempt to connect, by live id.</summary>
    public Task<Dictionary<string, List<SimulatedAttempt>>> AttemptsAsync() => GetAsync<Dictionary<string, List<SimulatedAttempt>>>("/sim/attempts");

    /// <summary>Every line that was said through the chat API, in order.</summary>
    public Task<List<SimulatedLine>> SaidAsync() => GetAsync<List<SimulatedLine>>("/sim/said");

    public async Task<IReadOnlyList<string>> BroadcastsAsync()
        => [.. (await GetAsync<JsonDocument>("/sim/oracle")).RootElement.GetProperty("rooms").EnumerateArray().Select(id => id.GetString()!)];

    public Task<SimulatedTruthRoom> TruthAsync(string roomId) => GetAsync<SimulatedTruthRoom>($"/sim/oracle?room={roomId}");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private async Task<T> GetAsync<T>(string path)
    {
        await using var stream = await _http.GetStreamAsync(new Uri(path, UriKind.Relative));
        return (await JsonSerializer.DeserializeAsync<T>(stream, Json))!;
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"simulator (?<url>http://\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
