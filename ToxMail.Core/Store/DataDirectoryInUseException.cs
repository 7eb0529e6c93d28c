namespace ToxMail.Core.Store;

/// <summary>Another process holds the data folder.</summary>
public sealed class DataDirectoryInUseException : DataDirectoryException
{
    public DataDirectoryInUseException(string folder, Exception? inner = null)
        : base($"The data folder {folder} is in use by another ToxMail. Stop that one first, or give this one a folder of its own with --ToxMail:DataDirectory.", inner)
    {
    }
}
