using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DouyinIngest.Server.Security;

/// <summary>What one client, and all of them, may ask of the management port: it is for probes, scrapes and a few people.</summary>
internal static class RequestCaps
{
    public const int Connections = 512;
    public const int BodyBytes = 4 * 1024;
    public const int LineBytes = 4 * 1024;
    public const int HeaderBytes = 16 * 1024;
    public const int HeaderCount = 64;

    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = Connections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestBodySize = BodyBytes;
        limits.MaxRequestLineSize = LineBytes;
        limits.MaxRequestBufferSize = HeaderBytes + BodyBytes;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestHeaderCount = HeaderCount;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
    }
}
