using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DouyinIngest.Server;

/// <summary>What a caller of the management port may cost. Its requests are short and have no body; what is larger is a mistake or an attack.</summary>
internal static class ManagementLimits
{
    /// <summary>Connections at the same time: probes, scrapers, consoles. One more is closed at once.</summary>
    public const int Connections = 200;

    /// <summary>Bytes of a request's body.</summary>
    public const int BodyBytes = 16 << 10;

    /// <summary>Bytes of a request's first line.</summary>
    public const int LineBytes = 4 << 10;

    /// <summary>Bytes of all headers of a request.</summary>
    public const int HeaderBytes = 16 << 10;

    /// <summary>How many headers a request may have.</summary>
    public const int Headers = 64;

    /// <summary>How long a request's headers may take to arrive.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(5);

    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = Connections;
        kestrel.Limits.MaxRequestBodySize = BodyBytes;
        kestrel.Limits.MaxRequestLineSize = LineBytes;
        kestrel.Limits.MaxRequestBufferSize = 64 << 10;
        kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = Headers;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
    }
}
