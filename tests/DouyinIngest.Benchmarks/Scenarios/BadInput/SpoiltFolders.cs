namespace DouyinIngest.Benchmarks.Scenarios.BadInput;

/// <summary>Temporary folders whose <c>.env</c> is no good; they go with this object.</summary>
internal sealed class SpoiltFolders : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("douyin-env-");

    public SpoiltFolders()
    {
        // A directory in the file's place: rights would not keep root out.
        Directory.CreateDirectory(Path.Combine(Unreadable, ".env"));
        Directory.CreateDirectory(Malformed);
        File.WriteAllText(Path.Combine(Malformed, ".env"), "DOUYIN_APP_ID=tt00\nthis is no variable\n");
    }

    public string Unreadable => Path.Combine(_root.FullName, "unreadable");

    public string Malformed => Path.Combine(_root.FullName, "malformed");

    public void Dispose() => _root.Delete(recursive: true);
}
