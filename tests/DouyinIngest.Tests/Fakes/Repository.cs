namespace DouyinIngest.Tests.Fakes;

/// <summary>Files of the repository that a test compares with the code.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    public static string Read(params string[] path) => File.ReadAllText(At(path));

    public static string At(params string[] path) => Path.Combine([Root, .. path]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DouyinIngest.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return folder.FullName;
    }
}
