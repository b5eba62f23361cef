using System.Text.Json;

namespace GoldenAmi.LocalCloud.State;

/// <summary>
/// Keeps the records in one document, <c>cloud.json</c>, replaced as a whole (new file, then rename) at each change: whoever is killed at whatever
/// line leaves the old document or the new one. Why one document: docs/adr/0003-local-cloud-state.md.
/// </summary>
internal sealed class Store
{
    public const string FileName = "cloud.json";

    private readonly Lock _lock = new();
    private readonly string _file;
    private readonly Action _onWrite;
    private CloudRecords _records;

    private Store(string file, CloudRecords records, Action onWrite)
    {
        _file = file;
        _records = records;
        _onWrite = onWrite;
    }

    /// <summary>What is kept now.</summary>
    public CloudRecords Records
    {
        get
        {
            lock (_lock)
            {
                return _records;
            }
        }
    }

    /// <summary>Reads the document of a folder; throws <see cref="InvalidDataException"/> when it is none.</summary>
    /// <param name="onWrite">Called before each write.</param>
    public static Store Open(string folder, Action onWrite)
    {
        var file = Path.Combine(folder, FileName);
        File.Delete(file + ".new");
        return new Store(file, Read(folder), onWrite);
    }

    /// <summary>What is kept in a folder, without touching it; throws as <see cref="Open"/> does.</summary>
    public static CloudRecords Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            return new CloudRecords();
        }

        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize(stream, StateJson.Default.CloudRecords) ?? throw new InvalidDataException($"{file} is null.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException(problem.Message, problem);
        }
    }

    /// <summary>One call after the other; when <paramref name="work"/> throws, nothing of it is kept.</summary>
    public T Run<T>(Func<Transaction, T> work)
    {
        Transaction transaction;
        T result;
        lock (_lock)
        {
            transaction = new Transaction(_records);
            result = work(transaction);
            if (!ReferenceEquals(transaction.Records, _records))
            {
                Save(transaction.Records);
                _records = transaction.Records;
            }
        }

        transaction.Finish();
        return result;
    }

    /// <summary>A change without a result.</summary>
    public void Change(Func<CloudRecords, CloudRecords> change) => Run(transaction =>
    {
        transaction.Records = change(transaction.Records);
        return true;
    });

    private void Save(CloudRecords records)
    {
        _onWrite();
        using (var stream = new FileStream(_file + ".new", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(stream, records, StateJson.Default.CloudRecords);
        }

        File.Move(_file + ".new", _file, overwrite: true);
    }
}
