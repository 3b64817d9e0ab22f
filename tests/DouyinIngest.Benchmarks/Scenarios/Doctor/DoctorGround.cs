using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Simulator;

namespace DouyinIngest.Benchmarks.Scenarios.Doctor;

/// <summary>What one case stands on: an upstream, and what may be wrong beside it.</summary>
internal sealed class DoctorGround(SimulatorHost host, OddServer page, OddServer impostor) : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("doctor-");

    public SimulatorHost Host => host;

    /// <summary>Answers everything with HTML.</summary>
    public Uri Page => page.Url;

    /// <summary>Speaks TLS with a certificate that nobody vouches for.</summary>
    public Uri Impostor => impostor.Url;

    public string LiveId => host.Rooms[0].LiveId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Nobody listens there.</summary>
    public static Uri Nowhere
    {
        get
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        }
    }

    /// <summary>The room of the upstream, asked for as it should be but without a login.</summary>
    public WatchSettings Room => new() { Room = LiveId, Upstream = host.BaseUrl };

    public static async Task<DoctorGround> StartAsync(SimulatorOptions options, CancellationToken cancellationToken) => new(
        await SimulatorHost.StartAsync(options, cancellationToken: cancellationToken),
        await OddServer.StartAsync(impostor: false, cancellationToken),
        await OddServer.StartAsync(impostor: true, cancellationToken));

    /// <summary>A file with this text.</summary>
    public string FileWith(string text)
    {
        var path = Path.Combine(_folder.FullName, "cookies.txt");
        File.WriteAllText(path, text);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await page.DisposeAsync();
        await impostor.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
