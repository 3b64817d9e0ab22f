using System.ComponentModel.DataAnnotations;

namespace DouyinIngest.Server;

/// <summary>Where health, rooms and metrics are served.</summary>
internal sealed class ManagementOptions
{
    public const string SectionName = "Management";

    /// <summary>The address to listen on: 127.0.0.1 (default), or 0.0.0.0 for all interfaces. What is served names rooms and refusals; keep it off the public net.</summary>
    [Required]
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The port; 0 takes a free one. Default 9464.</summary>
    [Range(0, 65_535)]
    public int Port { get; set; } = 9464;
}
