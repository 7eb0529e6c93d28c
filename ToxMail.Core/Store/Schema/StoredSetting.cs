namespace ToxMail.Core.Store.Schema;

/// <summary>A setting that was changed while the node ran.</summary>
internal sealed class StoredSetting
{
    public required string Name { get; init; }

    public required string Value { get; set; }
}
