using DouyinIngest.Tests.Corpus;
using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Tests.Webcast.Frames;

public sealed class WireReaderTests
{
    [Fact]
    public void Next_EachWireForm_IsReadInOrder()
    {
        byte[] bytes = [.. Wire.Int(1, 300), .. Wire.Text(2, "ab"), 0x19, 1, 2, 3, 4, 5, 6, 7, 8, 0x25, 1, 2, 3, 4, .. Wire.Int(5, -1)];

        var reader = new WireReader(bytes);

        Assert.True(reader.Next());
        Assert.Equal((8u, 300ul), (reader.Tag, reader.Varint));
        Assert.True(reader.Next());
        Assert.Equal("ab"u8, reader.Bytes);
        Assert.True(reader.Next());
        Assert.Equal(8, reader.Bytes.Length);
        Assert.True(reader.Next());
        Assert.Equal(4, reader.Bytes.Length);
        Assert.True(reader.Next());
        Assert.Equal((-1L, -1), (reader.Int64, reader.Int32));
        Assert.False(reader.Next());
        Assert.False(reader.Failed);
    }

    [Theory]
    [InlineData("08")]                                // no value
    [InlineData("0880")]                              // value cut
    [InlineData("08ffffffffffffffffff02")]            // 65 bits
    [InlineData("08ffffffffffffffffffff01")]          // 11 bytes
    [InlineData("00")]                                // field 0
    [InlineData("0a0261")]                            // length past the end
    [InlineData("0affffffff0f")]                      // a length of 4 GiB
    [InlineData("0affffffffffffffffff01")]            // a length of 2^64 - 1
    [InlineData("0901020304050607")]                  // fixed64 cut
    [InlineData("0d010203")]                          // fixed32 cut
    [InlineData("0b0c")]                              // group
    [InlineData("0c")]                                // end of a group that never began
    [InlineData("0e")]                                // wire type 6
    [InlineData("0f")]                                // wire type 7
    [InlineData("888080808001")]                      // tag above 32 bits
    public void Next_BadBytes_FailAndEnd(string hex)
    {
        var reader = new WireReader(Convert.FromHexString(hex));

        Assert.False(reader.Next());
        Assert.True(reader.Failed);
    }

    [Fact]
    public void Next_LargestVarint_IsRead()
    {
        var reader = new WireReader(Convert.FromHexString("08ffffffffffffffffff01"));

        Assert.True(reader.Next());
        Assert.Equal(ulong.MaxValue, reader.Varint);
    }

    [Fact]
    public void Next_Empty_EndsWithoutFailure()
    {
        var reader = new WireReader([]);

        Assert.False(reader.Next());
        Assert.False(reader.Failed);
    }
}
