namespace DouyinIngest.Tests.Fakes;

/// <summary>Files of the repository that a test compares with the code.</summary>
internal static class Repository
{
    public static string Read(params string[] path) => File.ReadAllText(Find(path));

    /// <summary>Names of the files in a folder, without the extension given; sorted.</summary>
    public static IReadOnlyList<string> Names(string extension, params string[] folder)
        => [.. Directory.GetFiles(Find(folder), "*" + extension).Select(file => Path.GetFileName(file)[..^extension.Length]).Order(StringComparer.Ordinal)];

    private static string Find(string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DouyinIngest.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return Path.Combine([folder.FullName, .. path]);
    }
}
