using System.Globalization;
using System.Text.Json;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios;

namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>A Prometheus of our own on loopback, with our rules; it looks at its targets every second and keeps all in a temporary folder.</summary>
internal sealed class PrometheusProcess : IAsyncDisposable
{
    /// <summary>What to do when there is none.</summary>
    public const string Remedy = "Needs Prometheus: put 'prometheus' on PATH (Debian: apt-get install prometheus).";

    private static readonly TimeSpan Scraped = TimeSpan.FromSeconds(30);

    private readonly ChildProcess _process;
    private readonly string _folder;
    private readonly HttpClient _http;

    private PrometheusProcess(ChildProcess process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        _http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>The program <paramref name="name"/> (prometheus, promtool) on PATH; null when it is not there.</summary>
    public static string? Program(string name)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Starts it; returns once it answers.</summary>
    /// <param name="program">See <see cref="Program"/>.</param>
    /// <param name="rules">A file of rules.</param>
    public static async Task<PrometheusProcess> StartAsync(string program, string rules)
    {
        var folder = Directory.CreateTempSubdirectory("douyin-prometheus-").FullName;
        var port = LoopbackPorts.Free(1)[0];
        Directory.CreateDirectory(Path.Combine(folder, "targets"));
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
            rule_files: ["{{rules}}"]
            scrape_configs:
              - job_name: douyin-ingest
                file_sd_configs: [{ files: ["{{folder}}/targets/*.json"], refresh_interval: 1s }]
            """);
        var process = ChildProcess.StartFile(program,
        [
            $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data",
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"),
        ]);
        var prometheus = new PrometheusProcess(process, folder, port);
        try
        {
            await Eventually.IsTrueAsync(prometheus.AnswersAsync, TimeSpan.FromSeconds(30), () => "prometheus: " + process.Errors);
            return prometheus;
        }
        catch
        {
            await prometheus.DisposeAsync();
            throw;
        }
    }

    /// <summary>Scrapes one more instance from now on; returns once it has been.</summary>
    public async Task AddTargetAsync(int port, string @namespace, string pod)
    {
        var target = new { targets = new[] { string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}") }, labels = new { @namespace, pod } };
        var file = Path.Combine(_folder, "targets", @namespace + "-" + pod);

        // Whole or not at all: the folder is watched.
        await File.WriteAllTextAsync(file + ".tmp", JsonSerializer.Serialize(new[] { target }));
        File.Move(file + ".tmp", file + ".json");

        // What happens before the first look at a counter is no increase of it.
        var up = $"up{{namespace=\"{@namespace}\",pod=\"{pod}\"}} == 1";
        await Eventually.IsTrueAsync(async () => (await QueryAsync(up, CancellationToken.None)).Any(series => series.HasData), Scraped, () => $"{pod} of {@namespace} is scraped");
    }

    /// <summary>What the query gives now. An error of the query throws.</summary>
    public async Task<IReadOnlyList<PrometheusSeries>> QueryAsync(string expression, CancellationToken cancellationToken)
        => Read(await AskAsync("query", [new("query", expression)], cancellationToken), "value");

    /// <summary>What it gives from one moment to another.</summary>
    public async Task<IReadOnlyList<PrometheusSeries>> QueryAsync(string expression, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken)
        => Read(
            await AskAsync("query_range", [new("query", expression), new("start", Seconds(from)), new("end", Seconds(to)), new("step", step.TotalSeconds.ToString(CultureInfo.InvariantCulture))], cancellationToken),
            "values");

    /// <summary>Every rule that it has loaded.</summary>
    public async Task<IReadOnlyList<BoardQuery>> RulesAsync(CancellationToken cancellationToken)
    {
        var data = await DataAsync(await _http.GetAsync(new Uri("/api/v1/rules", UriKind.Relative), cancellationToken), cancellationToken);
        return
        [
            .. data.GetProperty("groups").EnumerateArray().SelectMany(group => group.GetProperty("rules").EnumerateArray())
                .Select(rule => new BoardQuery("rules", rule.GetProperty("name").GetString()!, "", rule.GetProperty("query").GetString()!)),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<JsonElement> AskAsync(string what, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent(form);
        return await DataAsync(await _http.PostAsync(new Uri("/api/v1/" + what, UriKind.Relative), content, cancellationToken), cancellationToken);
    }

    private static async Task<JsonElement> DataAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using (answer)
        {
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            using var json = JsonDocument.Parse(body);
            return answer.IsSuccessStatusCode ? json.RootElement.GetProperty("data").Clone() : throw new InvalidOperationException("prometheus: " + body);
        }
    }

    private static IReadOnlyList<PrometheusSeries> Read(JsonElement data, string values) =>
    [
        .. data.GetProperty("result").EnumerateArray().Select(series => new PrometheusSeries(
            series.GetProperty("metric").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal),
            string.Equals(values, "value", StringComparison.Ordinal) ? [Point(series.GetProperty(values))] : [.. series.GetProperty(values).EnumerateArray().Select(Point)])),
    ];

    private static (double Time, double Value) Point(JsonElement pair) => (pair[0].GetDouble(), pair[1].GetString() switch
    {
        "NaN" => double.NaN,
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        var number => double.Parse(number!, CultureInfo.InvariantCulture),
    });

    private static string Seconds(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture);

    private async Task<bool> AnswersAsync()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException("prometheus has ended: " + _process.Errors);
        }

        try
        {
            using var answer = await _http.GetAsync(new Uri("/-/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
