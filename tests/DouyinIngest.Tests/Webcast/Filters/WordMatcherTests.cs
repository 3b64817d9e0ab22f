using System.Text;
using DouyinIngest.Webcast.Filters;

namespace DouyinIngest.Tests.Webcast.Filters;

public sealed class WordMatcherTests
{
    [Theory]
    [InlineData("he she his hers", "ushers", "u*****")]
    [InlineData("敏感词 感词汇", "这是敏感词汇了", "这是****了")]
    [InlineData("aa", "aaaa", "****")]
    [InlineData("ab abc", "abcd ab", "***d **")]
    [InlineData("bc abcd", "abce abcd", "a**e ****")]
    [InlineData("词", "词", "*")]
    [InlineData("VX", "加ｖX吧😀", "加**吧😀")]
    [InlineData("敏感", "敏\u200B感\u0301好\u0301", "**好\u0301")]
    [InlineData("敏感", "\u200B敏感", "\u200B**")]
    [InlineData("😀坏", "说😀坏话", "说**话")]
    [InlineData("none", "说话", "说话")]
    [InlineData("none", "", "")]
    public void Mask_Words_AreStarsAndTheRestStays(string words, string text, string expected)
        => Assert.Equal(expected, Masked(words, text, ignoreSeparators: false));

    [Theory]
    [InlineData("敏感", "敏 . 感 !", "***** !")]
    [InlineData("敏感", " 敏感", " **")]
    [InlineData("a b", "ab a,b", "** ***")]
    public void Mask_SeparatorsPassedOver_AreStarsInsideOfAWordOnly(string words, string text, string expected)
        => Assert.Equal(expected, Masked(words, text, ignoreSeparators: true));

    [Fact]
    public void Mask_OnlyWordsOfListsThatMask_AreStars()
    {
        var matcher = new WordMatcher([List("tag", WordAction.Tag, "abcd"), List("mask", WordAction.Mask, "bc")], ignoreSeparators: false);

        Assert.Equal(0b11UL, matcher.Find("xabcdx"u8));
        Assert.Equal("xa**dx"u8, matcher.Mask("xabcdx"u8));
    }

    [Fact]
    public void Find_WordOfSeveralLists_NamesThemAll()
    {
        var matcher = new WordMatcher([List("a", WordAction.Tag, "x", "y"), List("b", WordAction.Tag, "X"), List("c", WordAction.Tag, "z")], ignoreSeparators: false);

        Assert.Equal(0b011UL, matcher.Find("x"u8));
        Assert.Equal(0b001UL, matcher.Find("y"u8));
        Assert.Equal(0b111UL, matcher.Find("zx"u8));
    }

    [Fact]
    public void Find_BytesThatAreNoUtf8_ArePassedOverWithoutAnError()
    {
        var matcher = new WordMatcher([List("a", WordAction.Mask, "ab")], ignoreSeparators: false);

        Assert.Equal(0UL, matcher.Find([0x61, 0xE5, 0x62]));
        Assert.Equal(1UL, matcher.Find([0xFF, 0x61, 0x62, 0xE5]));
        Assert.Equal("\uFFFD**\uFFFD", Encoding.UTF8.GetString(matcher.Mask([0xFF, 0x61, 0x62, 0xE5])));
    }

    /// <summary>Random words over few characters, so that they overlap in every way, against a search that tries each word at each place.</summary>
    [Fact]
    public void FindAndMask_AnyWordsAndText_AreThoseOfAPlainSearch()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            string[] words = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => Text(random, random.Next(1, 5)))];
            var text = Text(random, random.Next(0, 20));
            var lists = words.Select((word, i) => List($"l{i}", i % 2 == 0 ? WordAction.Mask : WordAction.Tag, word)).ToList();
            var matcher = new WordMatcher(lists, ignoreSeparators: false);

            var expected = words.Select((word, i) => text.Contains(word, StringComparison.Ordinal) ? 1UL << i : 0).Aggregate(0UL, static (all, bit) => all | bit);
            Assert.Equal(expected, matcher.Find(Encoding.UTF8.GetBytes(text)));
            Assert.Equal(Stars(text, words.Where((_, i) => i % 2 == 0)), Encoding.UTF8.GetString(matcher.Mask(Encoding.UTF8.GetBytes(text))));
        }
    }

    [Fact]
    public void Find_ManyWordsAndLongText_AllocatesNothing()
    {
        var random = new Random(1);
        var matcher = new WordMatcher([List("a", WordAction.Mask, [.. Enumerable.Range(0, 2_000).Select(_ => Text(random, 9) + "汇")])], ignoreSeparators: false);
        var text = Encoding.UTF8.GetBytes(Text(random, 5_000) + "ＶＸ\u200B😀");
        Assert.Equal(0UL, matcher.Find(text));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            matcher.Find(text);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string Masked(string words, string text, bool ignoreSeparators)
    {
        string[] list = ignoreSeparators ? [words] : words.Split(' ');
        return Encoding.UTF8.GetString(new WordMatcher([List("mask", WordAction.Mask, list)], ignoreSeparators).Mask(Encoding.UTF8.GetBytes(text)));
    }

    private static string Stars(string text, IEnumerable<string> words)
    {
        var stars = text.ToCharArray();
        foreach (var word in words)
        {
            for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                stars.AsSpan(at, word.Length).Fill('*');
            }
        }

        return new string(stars);
    }

    private static string Text(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "ab敏感"[random.Next(4)]));

    private static WordList List(string name, WordAction action, params string[] words) => new(name, action, words);
}
