using DouyinIngest.Cli.Commands;

namespace DouyinIngest.Tests.Cli.Commands;

public sealed class CommonOptionsTests
{
    [Theory]
    [InlineData(null, new string[0])]
    [InlineData("", new string[0])]
    [InlineData(" , ,", new string[0])]
    [InlineData("1", new[] { "1" })]
    [InlineData(" 1 ,2,, 3 ", new[] { "1", "2", "3" })]
    public void List_Text_IsSplitAtCommas(string? text, string[] parts) => Assert.Equal(parts, CommonOptions.List(text));

    [Fact]
    public void Pairs_OneKeyTwice_LastWinsWhateverTheCase() => Assert.Equal(
        [KeyValuePair.Create("Kafka:Linger", (string?)"2"), KeyValuePair.Create("A", (string?)"x=y"), KeyValuePair.Create("B", (string?)"")],
        CommonOptions.Pairs(["Kafka:Linger=1", "A=x=y", "B=", "kafka:linger=2"]));

    [Fact]
    public void Pairs_Nothing_IsEmpty() => Assert.Empty(CommonOptions.Pairs(null));

    [Theory]
    [InlineData("0", true)]
    [InlineData("65535", true)]
    [InlineData("65536", false)]
    [InlineData("-1", false)]
    [InlineData("http", false)]
    public void Port_Value_IsCheckedAtItsEdges(string value, bool accepted) => Check(CommonOptions.Port("--port", ""), value, accepted);

    [Theory]
    [InlineData("http://127.0.0.1:8", true)]
    [InlineData("https://live.douyin.com/", true)]
    [InlineData("HTTP://x/", true)]
    [InlineData("ws://x/", false)]
    [InlineData("//x", false)]
    [InlineData("x", false)]
    [InlineData("file:///etc/passwd", false)]
    public void Address_Value_HasOneOfTheSchemes(string value, bool accepted) => Check(CommonOptions.Address("--upstream", "", "http", "https"), value, accepted);

    [Theory]
    [InlineData("7300000000000000001", true)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("-7", false)]
    [InlineData("73000000000000000010", false)]
    [InlineData("seven", false)]
    public void RoomId_Value_IsANumber(string value, bool accepted) => Check(CommonOptions.RoomId("--room-id", ""), value, accepted);

    [Theory]
    [InlineData("7300000000000000001,2", true)]
    [InlineData(" 1 , 2 ", true)]
    [InlineData("1,0", false)]
    [InlineData("1,-2", false)]
    [InlineData("1,+2", false)]
    [InlineData("1;2", false)]
    public void RoomIds_Value_AreNumbersBetweenCommas(string value, bool accepted) => Check(CommonOptions.RoomIds("--room-ids", ""), value, accepted);

    [Theory]
    [InlineData("A=1", true)]
    [InlineData("A:B=", true)]
    [InlineData("=1", false)]
    [InlineData("A", false)]
    public void Set_Value_LooksLikeASetting(string value, bool accepted) => Check(CommonOptions.Set(), value, accepted);

    private static void Check(System.CommandLine.Option option, string value, bool accepted)
    {
        var parsed = new System.CommandLine.RootCommand { option }.Parse([option.Name, value]);

        Assert.Equal(accepted, parsed.Errors.Count == 0);
        if (!accepted)
        {
            Assert.Contains(parsed.Errors, error => error.Message.Contains(option.Name, StringComparison.Ordinal));
        }
    }
}
