namespace DouyinIngest.Tests.Charts.Fakes;

/// <summary>Files and folders of the repository that programs are pointed at.</summary>
internal static class Checkout
{
    private static readonly string s_root = Find();

    public static string At(params string[] path) => Path.Combine([s_root, .. path]);

    public static string Read(params string[] path) => File.ReadAllText(At(path));

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
