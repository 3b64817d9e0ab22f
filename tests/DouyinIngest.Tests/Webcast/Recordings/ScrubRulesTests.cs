using DouyinIngest.Protos.Webcast.Data;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Recordings;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DouyinIngest.Tests.Webcast.Recordings;

/// <summary>The rules fit the schema, and keep nothing that could say who somebody is.</summary>
public sealed class ScrubRulesTests
{
    [Fact]
    public void Methods_AreThoseThatWeDecode()
    {
        Assert.All(ScrubRules.Methods, method => Assert.True(MessageKinds.Of(System.Text.Encoding.UTF8.GetBytes(method)) > MessageKind.Known, method));
        Assert.Equal(Enum.GetValues<MessageKind>().Count(kind => kind > MessageKind.Known), ScrubRules.Methods.Count);
        Assert.Null(ScrubRules.Parser("WebcastRoomMessage"));
    }

    [Fact]
    public void Rules_FitTheTypesOfTheirFields()
    {
        var seen = new HashSet<FieldDescriptor>();
        foreach (var method in ScrubRules.Methods)
        {
            Walk(ScrubRules.Parser(method)!.ParseFrom(ByteString.Empty).Descriptor, seen);
        }

        Assert.InRange(seen.Count, 80, 200);
    }

    private static void Walk(MessageDescriptor type, HashSet<FieldDescriptor> seen)
    {
        foreach (var field in type.Fields.InDeclarationOrder().Where(field => ScrubRules.Of(field) is not null && seen.Add(field)))
        {
            var name = field.FullName;
            switch (ScrubRules.Of(field))
            {
                case ScrubRule.Inside:
                    Assert.True(field.FieldType == FieldType.Message && !field.IsMap, name);
                    Walk(field.MessageType, seen);
                    break;
                case ScrubRule.Id:
                    Assert.True(field is { FieldType: FieldType.Int64, IsRepeated: false }, name);
                    break;
                case ScrubRule.Words:
                    Assert.True(field is { FieldType: FieldType.String, IsRepeated: false }, name);
                    break;
                case ScrubRule.Keep:
                    // The one text that is nobody's: the catalogue's name of a gift.
                    Assert.True(
                        !field.IsRepeated && (field.FieldType is FieldType.Int32 or FieldType.Int64 or FieldType.Bool || name == GiftStruct.Descriptor.FindFieldByName("name").FullName), name);
                    Assert.False(field.Name.EndsWith("_id", StringComparison.Ordinal) && field.Name is not ("gift_id" or "emoji_id"), name);
                    break;
            }
        }
    }
}
