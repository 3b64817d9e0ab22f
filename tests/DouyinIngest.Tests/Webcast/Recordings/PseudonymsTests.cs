using System.Text;
using DouyinIngest.Webcast.Recordings;

namespace DouyinIngest.Tests.Webcast.Recordings;

public sealed class PseudonymsTests
{
    private readonly Pseudonyms _one = new([1, 2, 3]);

    [Theory]
    [InlineData(7300000000000000001, 19)]
    [InlineData(long.MaxValue, 19)]
    [InlineData(1234567890123456, 16)]
    [InlineData(5, 15)]
    [InlineData(-5, 15)]
    [InlineData(long.MinValue, 19)]
    public void Id_Another_OfAsManyDigits(long id, int digits)
    {
        var other = _one.Id(id);
        Assert.NotEqual(id, other);
        Assert.Equal(digits, $"{other}".Length);
        Assert.Equal(other, _one.Id(id));
        Assert.Equal(other, new Pseudonyms([1, 2, 3]).Id(id));
        Assert.NotEqual(other, new Pseudonyms().Id(id));
    }

    [Fact]
    public void Id_NobodyAndTheMaskedOne_Stay() => Assert.Equal([0, 111111], [_one.Id(0), _one.Id(111111)]);

    [Fact]
    public void Id_Many_AreToldApart()
        => Assert.Equal(100_000, Enumerable.Range(1, 100_000).Select(id => _one.Id(id)).Distinct().Count());

    [Theory]
    [InlineData("小测试")]
    [InlineData("A viewer with a name")]
    [InlineData("😀")]
    [InlineData("MS4wLjABAAAAqwertyuiopasdfghjklzxcvbnm0123456789-_")]
    public void Text_Other_OfAsManyBytes(string text)
    {
        var other = _one.Text(text);
        Assert.Equal(Encoding.UTF8.GetByteCount(text), other.Length);
        Assert.Matches("^[a-z2-7]+$", other);
        Assert.Equal(other, _one.Text(text));
        Assert.NotEqual(other, new Pseudonyms().Text(text));
        Assert.NotEqual(other, _one.Text(text + "x")[..other.Length]);
    }

    [Fact]
    public void Text_MaskedName_KeepsItsAsterisks() => Assert.Matches(@"^[a-z2-7]{3}\*\*\*$", _one.Text("小***"));

    [Fact]
    public void Text_IdInDigits_IsTheIdThatTheNumberGets() => Assert.Equal($"{_one.Id(7300000000000000001)}", _one.Text("7300000000000000001"));

    [Fact]
    public void Text_Nothing_StaysNothing() => Assert.Equal("", _one.Text(""));
}
