using System.Text;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;

namespace DouyinIngest.Tests.Webcast.Filters;

public sealed class FilterReaderTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Read_Everything_IsTakenSortedAndOnce()
    {
        var options = new FilterOptions { IgnoreSeparators = true }
            .OnlyKinds(EventKind.Gift, EventKind.Chat, EventKind.Gift).WithoutKinds(EventKind.Room).BlockUsers("7", "42", "7").WithMinGiftValue(5)
            .TagWords("z", "a").DropWords("x").DropWords(" y ");

        var (rules, mistakes) = FilterReader.Read(options);

        Assert.Empty(mistakes);
        Assert.Equal(["drop", "z"], rules.Lists.Select(list => list.Name));
        Assert.Equal((WordAction.Drop, "x y"), (rules.Lists[0].Action, string.Join(' ', rules.Lists[0].Words)));
        Assert.Equal([EventKind.Chat, EventKind.Gift], rules.Kinds);
        Assert.Equal(["42", "7"], rules.BlockedUsers);
        Assert.Equal((true, 5L, EventKind.Room), (rules.IgnoreSeparators, rules.MinGiftValue, Assert.Single(rules.ExcludedKinds)));
    }

    [Fact]
    public void Rules_ThatSayTheSame_AreEqual()
    {
        FilterRules Rules(string word) => FilterReader.Read(new FilterOptions().DropWords(word).BlockUsers("1").OnlyKinds(EventKind.Chat)).Rules;

        Assert.Equal(Rules("a"), Rules("a"));
        Assert.Equal(Rules("a").GetHashCode(), Rules("a").GetHashCode());
        Assert.NotEqual(Rules("a"), Rules("b"));
        Assert.NotEqual(Rules("a"), Rules("a") with { MinGiftValue = 1 });
        Assert.True(FilterReader.Read(new FilterOptions()).Rules.IsEmpty);
    }

    public static TheoryData<string, FilterOptions, string> Wrong() => new()
    {
        { "kind", new FilterOptions { Kinds = [EventKind.Chat, EventKind.None] }, "Filter:Kinds:1 is no kind. Make it one of chat, gift, like, enter, follow, share, room." },
        { "excluded kind", new FilterOptions { ExcludedKinds = [(EventKind)9] }, "Filter:ExcludedKinds:0 is no kind." },
        { "all excluded", new FilterOptions().OnlyKinds(EventKind.Chat).WithoutKinds(EventKind.Chat), "Filter:ExcludedKinds takes away every kind" },
        { "value", new FilterOptions { MinGiftValue = -7 }, "Filter:MinGiftValue is -7." },
        { "masked user", new FilterOptions().BlockUsers("5", "111111"), "Filter:BlockedUsers:1 is 111111, which is everybody" },
        { "no user", new FilterOptions().BlockUsers("two words"), "Filter:BlockedUsers:0 is no user id" },
        { "users", new FilterOptions { BlockedUsers = [.. Enumerable.Repeat("1", FilterRules.MaxBlockedUsers + 1)] }, "Filter:BlockedUsers has 100001 people." },
        { "name", new FilterOptions().TagWords("a b", "x"), "Filter:Words:a b is no name of a list." },
        { "long name", new FilterOptions().TagWords(new string('n', 65), "x"), "is no name of a list." },
        { "no words", new FilterOptions().TagWords("ads"), "Filter:Words:ads has no words." },
        { "action", new FilterOptions { Words = { ["ads"] = new WordListOptions { Action = (WordAction)7, Words = ["x"] } } }, "Filter:Words:ads:Action is no action." },
        { "empty word", new FilterOptions().TagWords("ads", "x", " "), "Filter:Words:ads:Words:1 has nothing that is compared" },
        { "unseen word", new FilterOptions().TagWords("ads", "\u200B\u0301"), "Filter:Words:ads:Words:0 has nothing that is compared" },
        { "separators only", new FilterOptions { IgnoreSeparators = true }.TagWords("ads", "..."), "Filter:Words:ads:Words:0 has nothing that is compared" },
        { "long word", new FilterOptions().TagWords("ads", new string('长', 65)), "Filter:Words:ads:Words:0 has 65 characters. Make it at most 64" },
        { "no file", new FilterOptions { Words = { ["ads"] = new WordListOptions { File = "/no/such/file" } } }, "Filter:Words:ads:File cannot be used: " },
        { "lists", Many(65, 1), "Filter:Words has 65 lists and 65 words. Give at most 64 and 200000." },
        { "words", Many(1, FilterRules.MaxWords + 1), "Filter:Words has 1 lists and 200001 words." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_Mistake_IsNamedWithItsRemedy(string what, FilterOptions options, string says)
    {
        var mistake = Assert.Single(FilterReader.Read(options).Mistakes);
        Assert.True(mistake.Setting.Contains(says, StringComparison.Ordinal), $"{what}: {mistake.Setting}");
        Assert.Equal([mistake.Setting], new FilterOptionsValidator().Validate(null, options).Failures);
    }

    [Fact]
    public void Read_AWord_OfTheLargestSizes_IsTaken()
    {
        Assert.Empty(FilterReader.Read(new FilterOptions().TagWords(new string('n', 64), new string('长', 64))).Mistakes);
        Assert.True(new FilterOptionsValidator().Validate(null, new FilterOptions()).Succeeded);
    }

    [Fact]
    public void Read_File_AddsItsWordsAndPassesOverCommentsAndEmptyLines()
    {
        File.WriteAllText(_file, "\uFEFF# words\r\n微信\r\n\r\n  vx  \n#no\n最后", Encoding.UTF8);

        var (rules, mistakes) = FilterReader.Read(new FilterOptions { Words = { ["ads"] = new WordListOptions { File = _file, Words = ["first"] } } });

        Assert.Empty(mistakes);
        Assert.Equal(["first", "微信", "vx", "最后"], Assert.Single(rules.Lists).Words);
    }

    [Fact]
    public void Read_FileWithAWrongLine_NamesTheLine()
    {
        File.WriteAllText(_file, "good\n\n" + new string('x', 65));
        var mistake = Assert.Single(FilterReader.Read(new FilterOptions { Words = { ["ads"] = new WordListOptions { File = _file } } }).Mistakes);
        Assert.StartsWith("Filter:Words:ads:File:3 has 65 characters.", mistake.Setting, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileThatIsNoText_IsRefused()
    {
        File.WriteAllBytes(_file, [0x61, 0xFF, 0xFE]);
        Assert.Contains("it is not UTF-8", Assert.Single(FilterReader.Read(new FilterOptions { Words = { ["ads"] = new WordListOptions { File = _file } } }).Mistakes).Setting, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileOverTheCap_IsRefused()
    {
        using (var file = File.OpenWrite(_file))
        {
            file.SetLength(WordFile.MaxBytes + 1);
        }

        Assert.Equal($"it has over {WordFile.MaxBytes} bytes", Assert.Throws<FormatException>(() => WordFile.Read(_file)).Message);
    }

    [Fact]
    public void Words_ListOfAnotherAction_IsRefusedAtOnce()
        => Assert.Contains("has the action Tag already", Assert.Throws<ArgumentException>(() => new FilterOptions().TagWords("mask", "x").MaskWords("y")).Message, StringComparison.Ordinal);

    private static FilterOptions Many(int lists, int words)
    {
        var options = new FilterOptions();
        for (var i = 0; i < lists; i++)
        {
            options.TagWords($"l{i}", Enumerable.Range(0, words).Select(word => $"w{word}"));
        }

        return options;
    }
}
