using System.Globalization;
using System.Net;
using DouyinIngest.Pipeline.Hosting;

namespace DouyinIngest.Server;

/// <summary>
/// <c>--healthcheck</c>: asks the management port of the server that runs beside it, with the same settings, whether it is ready, or with
/// <c>--healthcheck=live</c> whether it is live. For images without a shell.
/// </summary>
internal static class HealthCheckCommand
{
    private const string Name = "--healthcheck";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether the arguments ask for a check in place of a server.</summary>
    public static bool IsAsked(string[] args) => args.Any(IsIt);

    /// <summary>0: healthy; 1: not, or nobody answers. What was answered, or why nothing was, is one line on <paramref name="output"/>.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TimeProvider time, CancellationToken cancellationToken = default)
    {
        try
        {
            var address = Address(args);
            using var timeout = new CancellationTokenSource(Timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
            using var answer = await http.GetAsync(address, either.Token);
            var body = await answer.Content.ReadAsStringAsync(either.Token);
            await output.WriteLineAsync(string.Join(' ', body.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)));
            return answer.StatusCode == HttpStatusCode.OK ? IngestServer.Stopped : IngestServer.Failed;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"no answer within {Timeout.TotalSeconds:0} s"));
        }
        catch (Exception e) when (e is HttpRequestException or FormatException or IOException or SettingsException)
        {
            await output.WriteLineAsync(e.Message);
        }

        return IngestServer.Failed;
    }

    /// <summary>What is asked: the port of the settings, on loopback where the server listens on all interfaces.</summary>
    /// <exception cref="FormatException">There is no such check, or the settings name no port that can be asked.</exception>
    internal static Uri Address(string[] args)
    {
        var which = args.Where(IsIt).Select(arg => arg[Name.Length..].TrimStart('=')).Last() switch
        {
            "" or "ready" => "ready",
            "live" => "live",
            var other => throw new FormatException($"{Name} is '{other}', but must be ready or live."),
        };
        var configuration = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true);
        ServerConfiguration.AddTo(configuration, [.. args.Where(arg => !IsIt(arg))]);
        var settings = configuration.Build();
        if (SettingsCheck.Mistakes(settings, IngestServer.Sections) is { Count: > 0 } mistakes)
        {
            throw new SettingsException(mistakes);
        }

        var management = settings.GetSection(ManagementOptions.SectionName).Get<ManagementOptions>() ?? new ManagementOptions();
        if (!IPAddress.TryParse(management.Host, out var host) || management.Port is < 1 or > 65_535)
        {
            throw new FormatException("Management:Host and Management:Port must name an address and a port other than 0 that can be asked.");
        }

        if (host.Equals(IPAddress.Any))
        {
            host = IPAddress.Loopback;
        }
        else if (host.Equals(IPAddress.IPv6Any))
        {
            host = IPAddress.IPv6Loopback;
        }

        return new Uri($"http://{new IPEndPoint(host, management.Port)}/healthz/{which}");
    }

    private static bool IsIt(string arg)
        => arg.StartsWith(Name, StringComparison.OrdinalIgnoreCase) && (arg.Length == Name.Length || arg[Name.Length] == '=');
}
