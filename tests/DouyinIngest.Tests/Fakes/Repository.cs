namespace DouyinIngest.Tests.Fakes;

/// <summary>Files of the repository that a test compares with the code.</summary>
internal static class Repository
{
    public static string Read(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DouyinIngest.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return File.ReadAllText(Path.Combine([folder.FullName, .. path]));
    }
}
