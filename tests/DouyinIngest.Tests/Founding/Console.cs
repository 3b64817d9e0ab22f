namespace DouyinIngest.Tests.Founding;

/// <summary>Stands before <see cref="System.Console"/> in this namespace, so that an example runs word for word and the test sees its screen.</summary>
internal static class Console
{
    private static readonly AsyncLocal<Screen?> s_screen = new();

    /// <summary>What the examples of this test print.</summary>
    public static Screen Open(params string[] typed)
    {
        var screen = new Screen(typed);
        s_screen.Value = screen;
        return screen;
    }

    public static void WriteLine(string line) => s_screen.Value!.Write(line);

    public static string? ReadLine() => s_screen.Value!.Read();
}
