using System.Reflection;

namespace DouyinIngest.Server.Web;

/// <summary>The console's files, as they are embedded: no build step, nothing from elsewhere.</summary>
internal static class ConsolePage
{
    private const string Prefix = "console/";

    /// <summary>Where the page is served.</summary>
    public const string Path = "/console";

    private const string Script = "text/javascript; charset=utf-8";

    private static readonly (string Name, string Type)[] Files =
    [
        ("index.html", "text/html; charset=utf-8"),
        ("console.css", "text/css; charset=utf-8"),
        ("console.js", Script),
        ("core.js", Script),
        ("fleet.js", Script),
        ("list.js", Script),
        ("poll.js", Script),
        ("room.js", Script),
        ("tail.js", Script),
        ("writes.js", Script),
        ("icon.svg", "image/svg+xml"),
    ];

    /// <summary>Where its files are served, the page first.</summary>
    public static IEnumerable<string> Paths => Files.Select(file => PathOf(file.Name));

    public static void Map(WebApplication app)
    {
        app.MapGet("/", () => Results.Redirect(Path));
        foreach (var (name, type) in Files)
        {
            var bytes = Read(name);
            app.MapGet(PathOf(name), () => Results.Bytes(bytes, type));
        }
    }

    private static string PathOf(string name) => string.Equals(name, "index.html", StringComparison.Ordinal) ? Path : $"{Path}/{name}";

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
