using System.Reflection;

namespace DouyinIngest.Server.Web;

/// <summary>The console's files, as they are embedded: no build step, nothing from elsewhere.</summary>
internal static class ConsolePage
{
    private const string Prefix = "console/";

    /// <summary>Where the page is served.</summary>
    public const string Path = "/console";

    private static readonly (string Name, string Type)[] Files =
    [
        ("index.html", "text/html; charset=utf-8"),
        ("console.css", "text/css; charset=utf-8"),
        ("console.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ];

    public static void Map(WebApplication app)
    {
        app.MapGet("/", () => Results.Redirect(Path));
        foreach (var (name, type) in Files)
        {
            var bytes = Read(name);
            app.MapGet(string.Equals(name, "index.html", StringComparison.Ordinal) ? Path : $"{Path}/{name}", () => Results.Bytes(bytes, type));
        }
    }

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
