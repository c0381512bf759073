"""Past one machine: shards of articles, each read into a file of Parquet by itself."""
