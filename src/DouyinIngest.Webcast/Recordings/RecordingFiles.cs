namespace DouyinIngest.Webcast.Recordings;

/// <summary>Recordings on the disk: people are named in them, so they are their owner's alone from the first byte on.</summary>
internal static class RecordingFiles
{
    /// <summary>A new file, readable and writable by its owner alone; an old one is never written over.</summary>
    /// <exception cref="IOException">It exists, or cannot be made.</exception>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>A file to be read, also while it is being written.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 128 * 1024);
}
