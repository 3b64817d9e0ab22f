using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Tests.Webcast.Signing;

public class DotEnvTests
{
    [Theory]
    [InlineData("A=1", "1")]
    [InlineData("\uFEFFA=1\r\n", "1")]
    [InlineData("export A = 1 # why", "1")]
    [InlineData("A=", "")]
    [InlineData("A=# nothing", "")]
    [InlineData("A=a#b", "a#b")]
    [InlineData("A=a=b", "a=b")]
    [InlineData("A=\"x # y\" # why", "x # y")]
    [InlineData("A=\"l1\\nl2\\t\\\"q\\\" \\\\ \\d\"", "l1\nl2\t\"q\" \\ \\d")]
    [InlineData("A='raw \\n $B'", "raw \\n $B")]
    [InlineData("A=$B-x", "$B-x")]
    [InlineData("# A=0\n\nA=1\nA=2", "2")]
    public void Parse_Lines_AreUnderstood(string text, string expected) => Assert.Equal(expected, DotEnv.Parse(text, ".env")["A"]);

    [Theory]
    [InlineData("nonsense-secret", 1)]
    [InlineData("A=1\n=secret", 2)]
    [InlineData("A=1\n\n2A=secret", 3)]
    [InlineData("A B=secret", 1)]
    [InlineData("A=\"secret", 1)]
    [InlineData("A='secret' more", 1)]
    public void Parse_Malformed_NamesFileAndLineAndNoValue(string text, int line)
    {
        var error = Assert.Throws<FormatException>(() => DotEnv.Parse(text, "my.env"));

        Assert.Contains($"my.env, line {line}: expected KEY=VALUE", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFile_IsEmpty() => Assert.Empty(DotEnv.Read(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"))));

    [Fact]
    public void Read_Directory_NamesIt()
    {
        var error = Assert.Throws<IOException>(() => DotEnv.Read(Path.GetTempPath()));

        Assert.Contains(Path.GetTempPath(), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("env", "env")]
    [InlineData("", "")]
    [InlineData(null, "file")]
    public void Over_EnvironmentWins(string? environment, string expected)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "A=file");

            Assert.Equal(expected, DotEnv.Over(name => name is "A" ? environment : null, path)("A"));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
