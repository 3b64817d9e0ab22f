using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>Takes people out of one parsed message, field by field, as <see cref="ScrubRules"/> has it.</summary>
internal sealed class MessageScrubber(Pseudonyms pseudonyms)
{
    /// <summary>Changes the message in place.</summary>
    public void Scrub(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (ScrubRules.Of(field) is not { } rule)
            {
                field.Accessor.Clear(message);
            }
            else if (field.IsRepeated)
            {
                foreach (var item in (IEnumerable)field.Accessor.GetValue(message))
                {
                    Scrub((IMessage)item);
                }
            }
            else
            {
                Scrub(message, field, rule);
            }
        }
    }

    private void Scrub(IMessage message, FieldDescriptor field, ScrubRule rule)
    {
        var value = field.Accessor.GetValue(message);
        switch (rule)
        {
            case ScrubRule.Id:
                field.Accessor.SetValue(message, pseudonyms.Id((long)value));
                break;
            case ScrubRule.Words:
                field.Accessor.SetValue(message, pseudonyms.Text((string)value));
                break;
            case ScrubRule.Inside when value is IMessage inside:
                Scrub(inside);
                break;
        }
    }
}
