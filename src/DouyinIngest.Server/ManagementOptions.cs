using System.ComponentModel.DataAnnotations;

namespace DouyinIngest.Server;

/// <summary>Where health, rooms, metrics and the console are served, and who may write there.</summary>
internal sealed class ManagementOptions
{
    public const string SectionName = "Management";

    /// <summary>The address to listen on: 127.0.0.1 (default), or 0.0.0.0 for all interfaces. What is served names rooms and refusals; keep it off the public net.</summary>
    [Required]
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The port; 0 takes a free one. Default 9464.</summary>
    [Range(0, 65_535)]
    public int Port { get; set; } = 9464;

    /// <summary>Who sends it may pause rooms and go on with them; 16 to 512 visible ASCII characters. Empty: nothing can be written here. A secret.</summary>
    public string Token { get; set; } = "";

    /// <summary>Path of a file that holds the token, read anew at every write. Not beside <see cref="Token"/>.</summary>
    public string TokenFile { get; set; } = "";
}
