from tests.bench.bench_pages import main

main()
